/** A number with a fixed number of decimals, exact ties to the even digit as Python prints them. */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return String(value);
  // A double that lies on a tie ends right there; one that is merely near differs within 30 digits.
  const exact = value.toFixed(Math.min(100, digits + 30));
  const cut = exact.length - Math.min(30, 100 - digits);
  const rest = exact.slice(cut);
  const isTie = rest.startsWith('5') && /^50*$/.test(rest);
  if (!isTie) return value.toFixed(digits);
  const kept = exact.slice(0, cut).replace(/\.$/, '');
  return Number(kept.at(-1)) % 2 === 0 ? kept : value.toFixed(digits);
}
