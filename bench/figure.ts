/** One measured figure beside its goal. */
export type Figure = {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  /** The goal in words, e.g. `at least 40 % of the floor`. */
  readonly goal: string;
  readonly holds: boolean;
};

/** What every file of `bench/` exports as `run`. */
export type Bench = () => Promise<readonly Figure[]>;
