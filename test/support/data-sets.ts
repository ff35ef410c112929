import { fixture } from './fixture.js';

interface DataSet {
  readonly X: number[][];
  readonly y: number[];
  readonly featureNames: string[];
  readonly targetNames?: string[];
}

export const iris = fixture<DataSet>('data/iris');
export const wine = fixture<DataSet>('data/wine');
export const breastCancer = fixture<DataSet>('data/breast-cancer');
export const diabetes = fixture<DataSet>('data/diabetes');
