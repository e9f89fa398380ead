//! How the console looks.

/// What a console may do beyond printing lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Colours.
    pub colour: bool,
    /// A line of progress that is written over.
    pub progress: bool,
    /// Known failures, what is not offered and the slowest scenarios, one by one.
    pub verbose: bool,
}

/// What stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Good,
    Bad,
    Unsure,
    Faint,
}

impl Look {
    /// What suits a terminal or a file, given the environment: `NO_COLOR` takes away colours, `TERM=dumb` and
    /// `CI` also the line of progress.
    #[must_use]
    pub fn new(is_terminal: bool, verbose: bool, variable: impl Fn(&str) -> Option<String>) -> Self {
        let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let dumb = variable("TERM").is_some_and(|term| term == "dumb");
        let progress = is_terminal && !dumb && !is_set("CI");
        Self {
            colour: progress && !is_set("NO_COLOR"),
            progress,
            verbose,
        }
    }

    pub(super) fn paint(self, text: &str, tone: Tone) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let code = match tone {
            Tone::Good => "32",
            Tone::Bad => "1;31",
            Tone::Unsure => "33",
            Tone::Faint => "2",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_progress_are_for_terminals() {
        let look = |is_terminal, set: &[(&str, &str)]| {
            let set: Vec<(String, String)> = set
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
                .collect();
            let look = Look::new(is_terminal, false, |name| {
                set.iter()
                    .find_map(|(known, value)| (known == name).then(|| value.clone()))
            });
            (look.colour, look.progress)
        };
        assert_eq!(look(true, &[]), (true, true));
        assert_eq!(look(true, &[("NO_COLOR", "")]), (true, true));
        assert_eq!(look(true, &[("NO_COLOR", "1")]), (false, true));
        assert_eq!(look(true, &[("CI", "true")]), (false, false));
        assert_eq!(look(true, &[("TERM", "dumb")]), (false, false));
        assert_eq!(look(false, &[]), (false, false));
    }

    #[test]
    fn paint_is_for_colour_only() {
        assert_eq!(Look::default().paint("a", Tone::Bad), "a");
        let colour = Look {
            colour: true,
            ..Look::default()
        };
        assert_eq!(colour.paint("a", Tone::Bad), "\x1b[1;31ma\x1b[0m");
    }
}
