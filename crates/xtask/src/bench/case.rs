use std::fmt;

use anyhow::{Result, bail};

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    Postgres,
    Sqlite,
}

impl Engine {
    pub(super) const ALL: [Self; 2] = [Self::Postgres, Self::Sqlite];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
            Self::Sqlite => "sqlite",
        }
    }

    pub(super) fn parse(word: &str) -> Result<Self> {
        find(&Self::ALL, Self::as_str, word)
    }
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Opening a ticket and accepting it.
    Create,
    /// Opening a ticket, accepting it and sending it out.
    CreateDispatched,
    /// Reading a ticket, then its timeline: two requests count as one.
    Get,
    /// A page of 50 of a queue.
    Queue,
    /// Changing a ticket: an urge (催办), because it can be repeated on the same tickets for ever.
    Transition,
}

impl Case {
    pub(super) const ALL: [Self; 5] = [Self::Create, Self::CreateDispatched, Self::Get, Self::Queue, Self::Transition];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::CreateDispatched => "create-dispatched",
            Self::Get => "get",
            Self::Queue => "queue",
            Self::Transition => "transition",
        }
    }

    pub(super) fn parse(word: &str) -> Result<Self> {
        find(&Self::ALL, Self::as_str, word)
    }
}

fn find<T: Copy>(all: &[T], name: fn(T) -> &'static str, word: &str) -> Result<T> {
    match all.iter().find(|item| name(**item) == word) {
        Some(item) => Ok(*item),
        None => bail!("`{word}` is none of {}", all.iter().map(|item| name(*item)).collect::<Vec<_>>().join(", ")),
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Display for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}
