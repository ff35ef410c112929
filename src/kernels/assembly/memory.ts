/** Where the memory that callers may use begins. */
export function heapBase(): usize {
  return __heap_base;
}
