//! A program in another language that does as it is told, a line at a time.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use super::world::{NOW, World};

/// It, running.
pub struct Program {
    /// The language.
    pub language: String,
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Program {
    /// Starts it: the language, then the command.
    pub fn start(words: &[String]) -> Self {
        let [language, program, arguments @ ..] = words else { panic!("see mobile-bindings/scripts/cost") };
        let mut command = Command::new(program);
        let mut process =
            command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (process.stdin.take().unwrap(), BufReader::new(process.stdout.take().unwrap()));
        Self { language: language.clone(), process, input, output }
    }

    /// Gives it lists to check with, and a card of its own for the key that it has made.
    pub fn given(&mut self, world: &World) {
        let key = self.read();
        let key: Vec<u8> =
            (0..key.len() / 2).map(|at| u8::from_str_radix(&key[2 * at..2 * at + 2], 16).unwrap()).collect();
        let vault = String::from_utf8(world.document(&key)).unwrap();
        self.write(&format!("now {NOW}\nroot {}\nbundle {}\nvault {vault}", world.root, world.bundle));
    }

    /// The time that it took, by its own clock.
    pub fn took(&mut self, question: &str) -> Duration {
        self.write(question);
        Duration::from_nanos(self.read().parse().unwrap())
    }

    fn write(&mut self, line: &str) {
        writeln!(self.input, "{line}").and_then(|()| self.input.flush()).unwrap();
    }

    fn read(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
