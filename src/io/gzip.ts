/** Whether data begin as gzip files do (RFC 1952), whatever the file is called. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}
