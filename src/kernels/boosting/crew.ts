/** Those who do work in shares: this thread and whoever helps it. */
export interface Crew {
  /** How many they are. */
  readonly size: number;
  /** Has shares 0, 1, ... done, and returns when all are. */
  work(shares: number): void;
}
