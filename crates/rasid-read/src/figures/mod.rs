//! Figures.
use crate::doc::Doc;
use crate::names::Names;
use crate::trace::Trace;
use crate::{statements, times};
use rasid_record::Figure;
/// D
pub(crate) struct Draft;
pub(crate) fn find<T: Trace>(_: &Doc<'_, '_>, _: &Names, _: &[statements::Draft], _: &[times::Draft], _: &mut T) -> Vec<Draft> { Vec::new() }
pub(crate) fn publish(_: &Doc<'_, '_>, _: &Draft) -> Figure { unreachable!() }
