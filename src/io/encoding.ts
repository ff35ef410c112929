import { isUtf8 } from 'node:buffer';

/** Length of the byte order mark at the start of a text; 'utf-16' where the text is no UTF-8 to begin with. */
export function byteOrderMark(head: Buffer): number | 'utf-16' {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 3;
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16';
  // Without a mark: the first character of a table is almost always ASCII, one of whose two bytes is zero.
  const zeros = head.subarray(0, 4).filter((byte) => byte === 0).length;
  return zeros === 2 && head.length >= 4 && head[0] !== head[1] && head[2] !== head[3] ? 'utf-16' : 0;
}

/** How many bytes at the end of a chunk belong to a character whose rest is yet to come. */
export function incompleteEnd(chunk: Buffer): number {
  for (let back = 1; back <= 3 && back <= chunk.length; back++) {
    const byte = chunk[chunk.length - back]!;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

/** Position of the first byte that is not UTF-8, -1 where all is well. */
export function firstInvalid(bytes: Buffer): number {
  if (isUtf8(bytes)) return -1;
  // Decoding puts U+FFFD where it fails; before that place, the text and the bytes correspond.
  const text = bytes.toString('utf8');
  let position = 0;
  let start = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', start)) {
    position += Buffer.byteLength(text.slice(start, at));
    const real = bytes[position] === 0xef && bytes[position + 1] === 0xbf && bytes[position + 2] === 0xbd;
    if (!real) return position;
    position += 3;
    start = at + 1;
  }
  return position;
}

/** Position of the first half of a surrogate pair that lacks its other half, which UTF-8 cannot hold; -1 for none. */
export function loneSurrogate(text: string): number {
  return text.search(/\p{Surrogate}/u);
}
