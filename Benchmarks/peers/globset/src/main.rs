//! Decides each name of a list by the last of a list of globs that matches it: globs NAMES GLOBS

use globset::{GlobBuilder, GlobSetBuilder};
use std::fs;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let names = fs::read_to_string(arguments.next().ok_or("no names")?)?;
    let globs = fs::read_to_string(arguments.next().ok_or("no globs")?)?;
    let mut builder = GlobSetBuilder::new();
    for glob in globs.lines() {
        builder.add(GlobBuilder::new(glob).literal_separator(false).build()?);
    }
    let set = builder.build()?;
    let mut matched = vec![0usize; set.len()];
    let mut hits = Vec::new();
    let mut trains = 0usize;
    for name in names.lines() {
        set.matches_into(name, &mut hits);
        for &hit in &hits {
            matched[hit] += 1;
        }
        trains += hits.iter().max().map_or(1, |last| last % 2);
    }
    println!("{} {}", trains, matched.iter().sum::<usize>());
    Ok(())
}
