/// Ids made for one millisecond; the server makes about as many when it is busy.
const IDS_PER_MILLISECOND: u64 = 16;

const VERSION_7: u128 = 7 << 76;
const VARIANT: u128 = 2 << 62;
const RANDOM_BITS: u32 = 62;

/// Ids like the server's: version 7, rising with the time, so that they fall into the same places of the indexes.
#[derive(Debug)]
pub(super) struct Ids {
    start_millis: u64,
    count: u64,
    seed: u64,
}

impl Ids {
    pub(super) fn from_now() -> Self {
        #[expect(clippy::disallowed_methods, reason = "there is no application here whose clock could be asked")]
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let start_millis = u64::try_from(now.as_millis()).unwrap_or_default();
        Self { start_millis, count: 0, seed: u64::from(now.subsec_nanos()) }
    }

    pub(super) fn next(&mut self) -> u128 {
        let millis = self.start_millis + self.count / IDS_PER_MILLISECOND;
        let within = self.count % IDS_PER_MILLISECOND;
        self.count += 1;
        let random = scramble(self.seed ^ self.count) >> (u64::BITS - RANDOM_BITS);
        u128::from(millis) << 80 | VERSION_7 | u128::from(within) << 64 | VARIANT | u128::from(random)
    }

    /// A text that no other generator makes, nor the server.
    pub(super) fn text(&mut self) -> String {
        self.count += 1;
        format!("L{}-{}-{}", self.start_millis, self.seed, self.count)
    }
}

/// The finaliser of splitmix64: cheap, and every input has an output of its own.
fn scramble(value: u64) -> u64 {
    let value = value.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
