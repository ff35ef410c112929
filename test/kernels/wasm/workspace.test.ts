import { describe, expect, it } from 'vitest';
import { InvalidDataError } from '../../../src/errors/index.js';
import { f64, i32, u8 } from '../../../src/kernels/wasm/layout.js';
import { refuseTooLarge, Workspace, withWorkspace } from '../../../src/kernels/wasm/workspace.js';

describe('a workspace', () => {
  it('hands out arrays that are aligned and do not overlap', () => {
    withWorkspace((workspace) => {
      const { a, b, c } = workspace.allocate({ a: u8(5), b: i32(3), c: f64(7) });
      a.fill(1);
      b.fill(2);
      c.fill(3);
      expect([a, b, c].map(({ byteOffset }) => byteOffset % 16)).toEqual([0, 0, 0]);
      expect([...a, ...b, ...c]).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3]);
    });
  });

  it('grows as it must', () => {
    withWorkspace((workspace) => {
      const { values } = workspace.allocate({ values: f64(1_000_000) });
      values[999_999] = 7;
      expect(values[999_999]).toBe(7);
    });
  });

  it('is used again by the next job', () => {
    const first = withWorkspace((workspace) => workspace);
    expect(withWorkspace((workspace) => workspace)).toBe(first);
    expect(() =>
      withWorkspace(() => {
        throw new Error('failed');
      }),
    ).toThrow('failed');
    expect(withWorkspace((workspace) => workspace)).toBe(first);
  });

  it('is kept by a job until its promise settles', async () => {
    let finish = () => {};
    const slow = withWorkspace(async (workspace) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return workspace;
    });
    const other = withWorkspace((workspace) => workspace);
    finish();
    expect(await slow).not.toBe(other);
  });

  it('refuses what 32-bit addresses do not reach, and takes nothing', () => {
    withWorkspace((workspace) => {
      const before = workspace.bytes;
      expect(() => workspace.allocate({ table: f64(6e8) })).toThrow(InvalidDataError);
      expect(() => refuseTooLarge(1e12)).toThrow('need 931.3 GiB of working memory');
      expect(workspace.bytes).toBe(before);
    });
  });

  it('runs over memory that threads share', () => {
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 65_536, shared: true });
    const workspace = new Workspace(memory);
    const { x, panels, gram } = workspace.allocate({ x: f64(4), panels: f64(8), gram: f64(4) });
    expect(x.buffer).toBeInstanceOf(SharedArrayBuffer);
    x.set([1, 2, 3, 4]);
    gram.fill(0);
    workspace.kernels.packColumns(x.byteOffset, 2, 2, 2, panels.byteOffset);
    workspace.kernels.addGram(panels.byteOffset, 2, 2, gram.byteOffset);
    expect([gram[0], gram[2], gram[3]]).toEqual([10, 14, 20]);
  });
});
