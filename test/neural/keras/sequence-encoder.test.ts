import { Frame, Pipeline } from 'pipefit';
import { KerasClassifier, SequenceEncoder } from 'pipefit/neural';
import { describe, expect, it } from 'vitest';
import { InvalidDataError, InvalidParameterError } from '../../../src/errors/index.js';

const texts = [{ text: 'Buy now, buy cheap' }, { text: 'now or never' }, { text: null }];

describe('SequenceEncoder', () => {
  it('numbers words by how often they occur, and fills up with zeros', async () => {
    const encoder = await new SequenceEncoder({ length: 5 }).fit(texts);
    expect(encoder.vocabulary).toEqual(['buy', 'now', 'cheap', 'never', 'or']);
    expect(encoder.nTokens).toBe(7);
    expect(encoder.transform(texts).toArray()).toEqual([
      [2, 3, 2, 4, 0],
      [3, 6, 5, 0, 0],
      [0, 0, 0, 0, 0],
    ]);
    expect(encoder.transform([{ text: 'never seen' }]).toArray()).toEqual([[5, 1, 0, 0, 0]]);
    expect(encoder.featureNamesOut()).toEqual(['token0', 'token1', 'token2', 'token3', 'token4']);
  });

  it('keeps ends, pads before, keeps case, and leaves rare words out', async () => {
    const encoder = await new SequenceEncoder({
      length: 3,
      truncating: 'pre',
      padding: 'pre',
      lowercase: false,
      minDf: 2,
    }).fit(texts);
    expect(encoder.vocabulary).toEqual(['now']);
    expect(encoder.transform(texts).toArray()).toEqual([
      [2, 1, 1],
      [2, 1, 1],
      [0, 0, 0],
    ]);
    const few = await new SequenceEncoder({ maxTokens: 4 }).fit(texts);
    expect(few.vocabulary).toEqual(['buy', 'now']);
    expect(Math.max(...few.transform(texts).data)).toBeLessThan(4);
  });

  it('reads several columns as one text', async () => {
    const frame = Frame.fromColumns({ subject: ['a b', 'c'], body: ['d', 'a'] });
    const encoder = await new SequenceEncoder({ length: 3 }).fit(frame);
    expect(encoder.vocabulary).toEqual(['a', 'b', 'c', 'd']);
    expect(encoder.transform(frame).toArray()).toEqual([
      [2, 3, 5],
      [4, 2, 0],
    ]);
  });

  it('takes a pattern of words, and refuses one that is none', async () => {
    const encoder = await new SequenceEncoder({ tokenPattern: '[^ ]', length: 3 }).fit([{ text: 'ab b' }]);
    expect(encoder.vocabulary).toEqual(['b', 'a']);
    await expect(new SequenceEncoder({ tokenPattern: '[' }).fit(texts)).rejects.toThrow(
      InvalidParameterError,
    );
    await expect(new SequenceEncoder().fit([{ text: '?!' }])).rejects.toThrow(InvalidDataError);
  });

  it('feeds an embedding', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ text: i % 2 ? `good film ${i}` : `bad film ${i}` }));
    const y = rows.map((_, i) => i % 2 === 1);
    const model = new Pipeline([
      ['words', new SequenceEncoder({ maxTokens: 20, length: 4 })],
      [
        'network',
        new KerasClassifier({
          model: [{ layer: 'embedding', inputDim: 20, outputDim: 4 }, { layer: 'globalAveragePooling1d' }],
          learningRate: 0.1,
          epochs: 30,
          randomState: 0,
        }),
      ],
    ]);
    await model.fit(rows, y);
    expect(model.predictOne({ text: 'a very good one' })).toBe(true);
    expect(model.score(rows, y)).toBe(1);
  });
});
