/** A short text for any value in an error message; never longer than about sixty characters. */
export function showValue(value: unknown): string {
  return show(value, 2);
}

/** `depth`: how many arrays within arrays are shown, so that a list that holds itself comes to an end. */
function show(value: unknown, depth: number): string {
  if (typeof value === 'string') return shorten(JSON.stringify(value.slice(0, 60)));
  if (typeof value === 'bigint') return shorten(`${value}n`);
  if (typeof value === 'function') return shorten(`function ${value.name || '(anonymous)'}`);
  if (Array.isArray(value)) {
    if (depth === 0) return '[...]';
    const shown = value.slice(0, 5).map((item) => show(item, depth - 1));
    return shorten(`[${shown.join(', ')}${value.length > 5 ? `, ... ${value.length} in all` : ''}]`);
  }
  if (typeof value === 'object' && value !== null) {
    const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
    if (typeof name !== 'string' || name === '' || name === 'Object') return 'an object';
    return shorten(`${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`);
  }
  return String(value);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
