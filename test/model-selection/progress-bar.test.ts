import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { progressBar } from '../../src/model-selection/progress-bar.js';

describe('progressBar', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const terminal = (isTTY: boolean) => {
    const written: string[] = [];
    return { isTTY, columns: 60, written, write: (text: string) => written.push(text) };
  };

  it('draws on a terminal only', () => {
    expect(progressBar(terminal(false))).toBeNull();
    expect(progressBar(terminal(true))).not.toBeNull();
  });

  it('shows how far the work is and how long it will take, in one line that fits', () => {
    const screen = terminal(true);
    const bar = progressBar(screen)!;
    vi.advanceTimersByTime(1000);
    bar.show({
      stage: 'GridSearchCV',
      done: 1,
      total: 4,
      message: 'a message far too long for what is left of the line',
    });
    expect(screen.written[0]).toMatch(/^\rGridSearchCV \[#####\.{15}\] 1\/4, 3 s left {2}a mess/);
    expect(screen.written[0]!.replace('\r', '').replace('\u001b[K', '').length).toBeLessThan(60);
  });

  it('draws seldom, but always the end, and clears its line', () => {
    const screen = terminal(true);
    const bar = progressBar(screen)!;
    vi.advanceTimersByTime(1000);
    for (let done = 1; done <= 100; done++) bar.show({ stage: 'S', done, total: 100, message: '' });
    expect(screen.written).toHaveLength(2);
    expect(screen.written[1]).toContain('100/100');
    bar.end();
    expect(screen.written.at(-1)).toBe('\r\u001b[K');
  });
});
