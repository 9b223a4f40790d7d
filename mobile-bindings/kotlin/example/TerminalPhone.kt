/**
 * A phone in a terminal: the main things that an app does with the library, without a screen to get in the way.
 *
 *     TerminalPhone https://pass.example.uk FOLDER ROOT-KEY
 *
 * ROOT-KEY is what `passport keys root` prints, and `passport demo` too. It reads one command a line; `help` names them. What a phone would keep is kept in FOLDER, and is there again next time.
 */
package youngcarer.passport.example

import java.nio.file.Files
import java.nio.file.Path
import kotlin.system.exitProcess

/** One command: its name, what follows it, what it is for, and what it does with that. */
class Command(val name: String, val follows: String, val about: String, val run: (String) -> Unit)

fun main(arguments: Array<String>) {
    if (arguments.size != 3) {
        System.err.println("Say three things: TerminalPhone SERVER FOLDER ROOT-KEY, such as http://localhost:8080 phone, and what `passport demo` prints.")
        exitProcess(2)
    }
    val (server, folder, rootKey) = arguments
    Files.createDirectories(Path.of(folder))
    val network = Network()
    val menu = MenuScreen(server, Path.of(folder, "menu"), network)
    val card = CardScreen(server, Path.of(folder), network)
    val checks = CheckScreen(server, rootKey, Path.of(folder, "lists"), network)
    val commands = card.commands + checks.commands + menu.commands + listOf(
        Command("offline", "", "switches the network off") { network.isOn = false; println("No network.") },
        Command("online", "", "switches it on again") { network.isOn = true; println("Network.") },
    )
    generateSequence(::readlnOrNull).map(String::trim).filter(String::isNotEmpty).forEach { line ->
        val (name, rest) = line.substringBefore(' ') to line.substringAfter(' ', "").trim()
        val command = commands.find { it.name == name }
        if (command == null) {
            commands.forEach { println("  ${it.name} ${it.follows}".padEnd(34) + it.about) }
        } else {
            command.run(rest)
        }
    }
}
