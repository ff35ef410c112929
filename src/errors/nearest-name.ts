/** Longest name that is compared; what is longer is no slip of the finger, and comparing costs its square. */
const LONGEST = 64;

/** The known name that a mistyped one probably means, or null when none is near. */
export function nearestName(given: string, known: Iterable<string>): string | null {
  if (given.length > LONGEST) return null;
  let best: string | null = null;
  // At least one letter must be right, or every other short name would be meant.
  let bestDistance = Math.min(Math.max(2, Math.floor(given.length / 3)), given.length - 1) + 1;
  for (const name of known) {
    if (Math.abs(name.length - given.length) >= bestDistance) continue;
    const distance = editDistance(given.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** Levenshtein distance (1966), with one row of memory. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
