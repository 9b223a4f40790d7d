//! What young people of the demo wrote, each about a service that it fits.

/// One review.
pub struct Written {
    /// What the service is called.
    pub service: &'static str,
    /// How welcome, how easy to get to, whether again.
    pub stars: [u8; 3],
    /// The three texts; an empty one was left out.
    pub texts: [&'static str; 3],
}

const fn review(service: &'static str, stars: [u8; 3], texts: [&'static str; 3]) -> Written {
    Written { service, stars, texts }
}

/// Those that the hub shows: of one service enough for its stars to be summed up.
pub const SHOWN: [Written; 11] = [
    review(
        "Saturday day trips",
        [5, 3, 5],
        [
            "Nobody asked me why I was there.",
            "Take a coat, it is windy on the boat.",
            "I came on my own and was scared at first. Somebody showed me round. Now I put my name down every month.",
        ],
    ),
    review(
        "Saturday day trips",
        [4, 5, 4],
        ["The castle! And we voted on it.", "The bus stops right outside.", ""],
    ),
    review("Saturday day trips", [4, 2, 5], ["", "You wait about two months. It is worth it.", ""]),
    review("Saturday day trips", [5, 4, 5], ["They had a lunch for me, because I forgot mine.", "", ""]),
    review("Saturday day trips", [3, 4, 4], ["The sea.", "It is loud on the coach. Bring headphones.", ""]),
    review(
        "Farm mornings",
        [5, 2, 5],
        [
            "Brushing the ponies. You don’t have to talk.",
            "It is a long way if you miss the minibus.",
            "They did not mind that I had to ring home twice.",
        ],
    ),
    review("Farm mornings", [5, 3, 4], ["The breakfast.", "You get muddy. They lend you wellies.", ""]),
    review(
        "Somebody comes on Wednesdays",
        [5, 5, 5],
        [
            "It is always the same person, so Mum likes her.",
            "It took six weeks until she came.",
            "It was the first time this year that I slept until nine.",
        ],
    ),
    review("Friday late for teens", [4, 4, 4], ["Pizza, and the room where it is quiet.", "", ""]),
    review(
        "Swimming for free",
        [4, 4, 5],
        ["I just showed my card at the desk.", "My little brother was free too.", ""],
    ),
    review(
        "Night line",
        [5, 5, 5],
        ["They did not say what I should do. They listened.", "Text if you can’t talk out loud.", ""],
    ),
];

/// Those that wait to be read: one with things in it that say who somebody is, one without.
pub const WAITING: [Written; 2] = [
    review(
        "Summer week by the lake",
        [4, 4, 4],
        ["The fire at night.", "", "My name is Sam and I am 12. Add me: @sam_climbs or ring 07700 900123."],
    ),
    review("Friday late for teens", [3, 4, 3], ["The quiet room.", "You have to ask for it.", ""]),
];
