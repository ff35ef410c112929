import fc from 'fast-check';

// The same cases in every run; another seed is tried with PIPEFIT_TEST_SEED=7 npm test.
fc.configureGlobal({ seed: Number(process.env.PIPEFIT_TEST_SEED ?? 42) });
