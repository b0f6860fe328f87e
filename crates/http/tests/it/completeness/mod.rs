//! Nothing is missing: every operation asks who is there and what he may do, and every problem is documented and real.

mod access;
mod appealing;
mod bodies;
mod calling;
mod evidence;
mod operations;
mod outbound;
mod permissions;
mod problems;
mod records;
mod scene;
mod surveying;
mod waiting;
