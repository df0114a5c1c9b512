//! The pages of the dashboard: one line in this list, and one file in `ui::view::page`.

/// Defines the pages from one line each, in the order of their tabs: number, name, purpose.
macro_rules! pages {
    ($($number:literal $page:ident, $name:literal, $about:literal;)+) => {
        /// A page: the body of the dashboard's screen.
        #[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Page {
            #[default]
            $(#[doc = concat!("`", $name, "`: ", $about, ".")] $page,)+
        }

        impl Page {
            /// All pages, in the order of their tabs.
            pub(crate) const ALL: [Self; [$($name),+].len()] = [$(Self::$page),+];

            /// Number on its tab, which is its key.
            #[must_use]
            pub(crate) const fn number(self) -> usize {
                match self { $(Self::$page => $number,)+ }
            }

            /// Name on its tab, which can also be typed.
            #[must_use]
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$page => $name,)+ }
            }

            /// Its purpose, for help and menu.
            #[must_use]
            pub(crate) const fn about(self) -> &'static str {
                match self { $(Self::$page => $about,)+ }
            }
        }
    };
}

pages! {
    1 Race, "race", "lanes beside each other, their cores below on the same axis of time";
    2 Cores, "cores", "every core over time, and what used it";
    3 Workers, "workers", "a table of all workers, sorted as you like, and one of them in detail";
    4 Lock, "lock", "the holder of the lock and its waiters, slice by slice, and what waiting costs";
    5 Losses, "losses", "why not N times: what each lane lost, and to what";
    6 Output, "output", "what the workers printed, line by line in order of arrival, with the worker of each";
    7 Tasks, "tasks", "which worker took which chunk, and the results in order of arrival and in order of the list";
    8 Life, "life", "the life of a worker process: spawn, ready, its lines, exit, with the times between";
    9 Memory, "memory", "what is shared: one memory for all threads, one for each process, with their counters";
    0 Ranking, "ranking", "the answer: all lanes, best first, with what cost each of them most, and the verdict";
}

impl Page {
    /// The largest number of a page.
    #[must_use]
    pub(crate) fn last_number() -> usize {
        Self::ALL.into_iter().map(Self::number).max().unwrap_or(0)
    }

    /// The page with this number.
    #[must_use]
    pub(crate) fn by_number(number: usize) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.number() == number)
    }

    /// The page with this name.
    #[must_use]
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_number_and_by_its_name() {
        for page in Page::ALL {
            assert_eq!(Page::by_number(page.number()), Some(page));
            assert_eq!(Page::by_name(page.name()), Some(page));
        }
        assert_eq!((Page::by_number(1), Page::by_number(0)), (Some(Page::Race), Some(Page::Ranking)));
        assert_eq!((Page::by_number(10), Page::by_name("nothing")), (None, None));
        assert_eq!(Page::default(), Page::Race, "what is seen first");
    }
}
