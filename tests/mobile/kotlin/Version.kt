/** Says the library's version. */
package youngcarer.passport.programs

import youngcarer.passport.libraryVersion

fun main() = println(libraryVersion())
