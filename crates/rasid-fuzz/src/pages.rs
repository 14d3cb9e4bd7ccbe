//! Targets: what browsers and programs ask the desk.

use crate::Target;

pub(crate) const TARGETS: [Target; 0] = [];
