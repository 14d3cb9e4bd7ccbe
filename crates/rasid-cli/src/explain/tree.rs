//! A tree of lines.

use crate::style::Style;

/// A line with lines below it.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// What stands in front, set off.
    pub head: String,
    /// The rest of the line.
    pub line: String,
    /// The lines below.
    pub below: Vec<Tree>,
}

impl Tree {
    /// A line with nothing below it.
    pub fn new(head: impl Into<String>, line: impl Into<String>) -> Self {
        Tree { head: head.into(), line: line.into(), below: Vec::new() }
    }

    /// The same with lines below.
    pub fn with(mut self, below: Vec<Tree>) -> Self {
        self.below = below;
        self
    }

    /// All lines, each with its branch drawn.
    pub fn render(&self, style: Style) -> String {
        let mut out = String::new();
        self.draw(style, "", "", &mut out);
        out
    }

    fn draw(&self, style: Style, first: &str, rest: &str, out: &mut String) {
        let head = if self.head.is_empty() { String::new() } else { style.key(&self.head) };
        let gap = if self.head.is_empty() || self.line.is_empty() { "" } else { "  " };
        out.push_str(&format!("{first}{head}{gap}{}\n", self.line));
        for (n, tree) in self.below.iter().enumerate() {
            let (branch, trunk) = if n + 1 == self.below.len() { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            tree.draw(style, &format!("{rest}{branch}"), &format!("{rest}{trunk}"), out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_are_drawn_as_far_as_they_go() {
        let tree = Tree::new("a", "").with(vec![
            Tree::new("b", "x").with(vec![Tree::new("", "c")]),
            Tree::new("d", "y").with(vec![Tree::new("e", "")]),
        ]);
        assert_eq!(tree.render(Style::of(false)), "a\n├─ b  x\n│  └─ c\n└─ d  y\n   └─ e\n");
    }
}
