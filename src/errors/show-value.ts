/** A short text for any value in an error message; never longer than about sixty characters. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return shorten(JSON.stringify(value));
  if (typeof value === 'function') return `function ${value.name || '(anonymous)'}`;
  if (Array.isArray(value)) {
    const shown = value.slice(0, 5).map(showValue).join(', ');
    return shorten(`[${shown}${value.length > 5 ? `, ... ${value.length} in all` : ''}]`);
  }
  if (typeof value === 'object' && value !== null) {
    const name = Object.getPrototypeOf(value)?.constructor?.name ?? 'object';
    return name === 'Object' ? 'an object' : `a ${name}`;
  }
  return String(value);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
