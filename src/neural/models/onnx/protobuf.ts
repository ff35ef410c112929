/** One field of a protobuf message: a number, or bytes that are a text or a message of their own. */
export interface Field {
  readonly number: number;
  readonly value: bigint | Uint8Array;
  /** How it is written: 0 varint, 1 eight bytes, 2 bytes with their length, 5 four bytes. */
  readonly wire: number;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The fields of a message, whose bytes they share. Throws where it is damaged. */
export function readMessage(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('a number is cut off');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError('a number is too long');
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new RangeError('a field is cut off');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const wire = key & 7;
    const number = Math.floor(key / 8);
    if (number === 0) throw new RangeError('a field has no number');
    if (wire === 0) fields.push({ number, wire, value: varint() });
    else if (wire === 1 || wire === 5) fields.push({ number, wire, value: take(wire === 1 ? 8 : 4) });
    else if (wire === 2) fields.push({ number, wire, value: take(Number(varint())) });
    else throw new RangeError(`a field at byte ${at} of ${view.byteLength} is of no known kind`);
  }
  return fields;
}

/** A message of fields. */
export function writeMessage(fields: readonly Field[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { number, wire, value } of fields) {
    parts.push(varintBytes(BigInt(number * 8 + wire)));
    if (typeof value === 'bigint') parts.push(varintBytes(value));
    else {
      if (wire === 2) parts.push(varintBytes(BigInt(value.length)));
      parts.push(value);
    }
  }
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function messageField(number: number, value: Uint8Array): Field {
  return { number, wire: 2, value };
}

export function textField(number: number, text: string): Field {
  return messageField(number, new TextEncoder().encode(text));
}

export function numberField(number: number, value: number): Field {
  return { number, wire: 0, value: BigInt(value) };
}

/** All messages under a number. */
export function messagesAt(fields: readonly Field[], number: number): Uint8Array[] {
  return fields.flatMap((field) =>
    field.number === number && typeof field.value !== 'bigint' ? [field.value] : [],
  );
}

/** All texts under a number. */
export function textsAt(fields: readonly Field[], number: number): string[] {
  return messagesAt(fields, number).map((bytes) => utf8.decode(bytes));
}

/** The text under a number, empty where there is none. */
export function textAt(fields: readonly Field[], number: number): string {
  return textsAt(fields, number).at(-1) ?? '';
}

/** All signed integers under a number, packed in one field or one a field. */
export function integersAt(fields: readonly Field[], number: number): number[] {
  return fields.flatMap((field) => {
    if (field.number !== number) return [];
    const values = typeof field.value === 'bigint' ? [field.value] : unpacked(field.value);
    return values.map((value) => Number(BigInt.asIntN(64, value)));
  });
}

/** The integer under a number; 0 where there is none, as protobuf has it. */
export function integerAt(fields: readonly Field[], number: number): number {
  return integersAt(fields, number).at(-1) ?? 0;
}

function unpacked(bytes: Uint8Array): bigint[] {
  const values: bigint[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of bytes) {
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
    if (byte >= 0x80) continue;
    values.push(value);
    value = 0n;
    shift = 0n;
  }
  return values;
}

function varintBytes(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  do {
    const byte = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? byte : byte | 0x80);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
}
