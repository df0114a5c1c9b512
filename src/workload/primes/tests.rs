use super::*;
use crate::workload::interpreter::Bare;

#[test]
fn counts_what_is_known() {
    let count =
        |from, until| Primes::run(&Value::Pair(from, until), &TaskContext::for_test(), &mut Bare).unwrap();
    assert_eq!(count(0, 100), Value::Int(25));
    assert_eq!(count(0, 10_000), Value::Int(1229));
    assert_eq!(count(100_000_000, 100_010_000), Value::Int(count_by_sieve(100_000_000, 10_000)));
}

#[test]
fn numbers_are_divided_alike_on_both_sides_of_32_bits() {
    let border = 1 << 32;
    let count = |from, until| count(from, until, &mut Bare);
    // The last prime before the border is 2^32 − 5, the first after it 2^32 + 15.
    assert_eq!((count(border - 5, border + 15), count(border - 5, border + 16)), (1, 2));
    assert_eq!(count(border - 5_000, border + 5_000), count_by_sieve(border - 5_000, 10_000));
}

/// An independent count: strike out the multiples of every number up to the root.
fn count_by_sieve(from: u64, length: u64) -> u64 {
    let mut prime = vec![true; usize::try_from(length).unwrap()];
    for d in 2..=(from + length).isqrt() {
        let mut multiple = from.div_ceil(d) * d;
        while multiple < from + length {
            prime[usize::try_from(multiple - from).unwrap()] = false;
            multiple += d;
        }
    }
    prime.into_iter().map(u64::from).sum()
}
