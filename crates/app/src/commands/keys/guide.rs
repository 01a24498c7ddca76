//! The ceremony: who types what, on whose computer, and what is handed over.

/// The steps for one pseudonym service or two.
pub fn text(services: u8) -> String {
    let second = services > 1;
    let last = if second { "second/chain.public" } else { "service/chain.public" };
    let mut steps = vec![
        "Hub, on its own computer:\n     inbeeld keys hub --out hub --purpose NAME\n   Hands over hub/chain.public. Never hub/hub.secret."
            .to_owned(),
        "Pseudonym service, on its own computer:\n     inbeeld keys service --out service --name FIRST --after chain.public\n   \
         Hands over service/chain.public. Never service/service.secret."
            .to_owned(),
    ];
    if second {
        steps.push(
            "Second pseudonym service, of another organisation:\n     inbeeld keys service --out second --name SECOND --after chain.public\n   \
             Hands over second/chain.public, also to the first service:\n     inbeeld keys trust --keys service chain.public"
                .to_owned(),
        );
    }
    steps.push(format!("Hub takes the chain as it came out:\n     inbeeld keys trust --keys hub {last}"));
    steps.push(
        "Everyone reads the label aloud (`inbeeld keys show --keys DIR`). It must be the same everywhere:\n   \
         one who swapped a file on the way is found here."
            .to_owned(),
    );
    steps.push(
        "Each source, on its own computer:\n     inbeeld-desk keys --out desk --supplier CODE --chain chain.public\n   \
         Hands over desk/source.public. Never desk/source.secret."
            .to_owned(),
    );
    steps.push(
        "Services and hub take the sources they know:\n     inbeeld keys trust --keys service source.public\n     \
         inbeeld keys trust --keys hub source.public"
            .to_owned(),
    );
    steps.push("Everyone makes a copy of their secret on paper or a key that stays offline, and locks it away.".to_owned());
    let numbered = (1..).zip(&steps).map(|(place, step)| format!("{place:2} {step}\n"));
    let head = "Making the keys of a chain together. No secret ever leaves the computer it was made on.\n\n";
    let tail =
        "\nWho holds which two: hub and service together can find every number by trying them all; with two services only all three can.\n";
    head.to_owned() + &numbered.collect::<String>() + tail
}
