//! Nouns for mechanisms, words for their phases and for their breaches.
