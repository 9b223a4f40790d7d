### What the document with all that is kept about somebody leaves out, and why; for somebody of nine or older.

my-data-wishes = How your hub reaches you safely, and when
my-data-wishes-why = Somebody else may look at this phone. Ask your hub, and they tell you.
my-data-protected = Whether your hub takes special care that nobody finds you
my-data-protected-why = Somebody else may look at this phone. Ask your hub, and they tell you.
my-data-names = The names of others: who works at your hub, and which adult agreed for you
my-data-names-why = Names of others are theirs. Ask your hub, and they tell you who it was.
