//! Messages and progress on standard error, which must not get into one another's way.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rasid_source::Progress;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Work that is done before this is over shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// Standard error: messages, and a bar while work takes long and a person may be looking.
pub struct Messages {
    bar: Option<ProgressBar>,
    wanted: bool,
    silent: bool,
    began: Instant,
}

impl Messages {
    /// No bar is shown yet. Where `quiet` is set none ever is: what is written to the terminal shows
    /// well enough how far the work has come.
    pub fn new(quiet: bool) -> Self {
        Messages { bar: None, wanted: !quiet && std::io::stderr().is_terminal(), silent: false, began: Instant::now() }
    }

    /// Nothing is shown at all: for work that is done a second time.
    pub fn silent() -> Self {
        Messages { silent: true, ..Messages::new(true) }
    }

    /// Shows one line.
    pub fn say(&self, line: &str) {
        if self.silent {
            return;
        }
        // Where standard error is closed there is nobody to be told so.
        let write = || drop(writeln!(std::io::stderr(), "{line}"));
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Shows that `reports` are read.
    pub fn advance(&mut self, reports: u64, progress: &Progress) {
        self.advance_to(reports, progress.taken(), progress.total());
    }

    /// Shows that `reports` are read: `taken` of `total`, where that is known.
    pub fn advance_to(&mut self, reports: u64, taken: u64, total: Option<u64>) {
        if self.bar.is_none() && self.wanted && self.began.elapsed() >= PATIENCE {
            self.bar = Some(bar(total));
        }
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{reports} reports"));
            bar.set_position(taken);
        }
    }

    /// Takes the bar away.
    pub fn finish(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (ProgressBar::new(total), "{bar:30} {percent:>3} %  {msg}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}, {elapsed}"),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr());
    bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
}
