/** What is used of WebAssembly's API, which only the types of browsers declare. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: ArrayBufferView);
  }
  class Memory {
    readonly buffer: ArrayBufferLike;
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    grow(pages: number): number;
  }
  class Instance {
    readonly exports: Record<string, unknown>;
    constructor(module: Module, imports: { env: { memory: Memory } });
  }
}
