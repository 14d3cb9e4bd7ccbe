//! Words that show an event, with their PLOVER type, mode and frame.
