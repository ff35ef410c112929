import { describe, expect, it } from 'vitest';
import { Rounds } from '../../src/threads/rounds.js';

/** Runs rounds whose times are given for each kind; returns for each round whether it was helped. */
function play(count: number, time: (helped: boolean, round: number) => number, arriveAt = 0): boolean[] {
  const rounds = new Rounds();
  const helped: boolean[] = [];
  let now = 1000;
  for (let round = 0; round < count; round++) {
    helped.push(rounds.next(now, round >= arriveAt));
    now += time(helped[round]!, round);
  }
  return helped;
}

const share = (helped: readonly boolean[]) => helped.filter(Boolean).length / helped.length;

describe('rounds', () => {
  it('are done alone until helpers come', () => {
    const helped = play(20, () => 5, 12);
    expect(helped.slice(0, 12)).toEqual(new Array(12).fill(false));
    expect(helped[12]).toBe(true);
  });

  it('are done with help where that is quicker, and the other way is tried more and more seldom', () => {
    const helped = play(1000, (isHelped) => (isHelped ? 6 : 9));
    expect(share(helped)).toBeGreaterThan(0.97);
    expect(share(helped.slice(0, 100))).toBeLessThan(1);
    expect(share(helped.slice(400))).toBeLessThan(1);
  });

  it('are done alone where help is in the way', () => {
    expect(share(play(1000, (isHelped) => (isHelped ? 15 : 9)))).toBeLessThan(0.05);
  });

  it('do not mind that a helper is slow at first, nor a single slow round', () => {
    const helped = play(200, (isHelped, round) => (round === 0 || round === 60 ? 100 : isHelped ? 6 : 9));
    expect(share(helped)).toBeGreaterThan(0.8);
  });

  it('notice that other programs have gone', () => {
    const helped = play(2000, (isHelped, round) => (isHelped ? (round < 200 ? 15 : 6) : 9));
    expect(share(helped.slice(0, 200))).toBeLessThan(0.2);
    expect(share(helped.slice(500))).toBeGreaterThan(0.9);
  });
});
