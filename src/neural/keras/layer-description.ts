import type { Field, layerFields, mergeMode } from './layer-fields.js';

type Fields = typeof layerFields;
type TypeOf<F> = F extends Field<infer T> ? T : never;
type Needed<F> = { [K in keyof F]: F[K] extends Field<unknown, true> ? K : never }[keyof F];

/** What every layer may have. */
interface Named {
  /** Its name in the model; parameters such as `model__hidden__units` reach the layer by it. */
  readonly name?: string;
}

type DescriptionOf<K extends keyof Fields> = Named & { readonly layer: K } & {
  readonly [F in Needed<Fields[K]>]: TypeOf<Fields[K][F]>;
} & { readonly [F in Exclude<keyof Fields[K], Needed<Fields[K]>>]?: TypeOf<Fields[K][F]> };

/** A layer that goes along a sequence. */
export type RecurrentDescription = DescriptionOf<'lstm'> | DescriptionOf<'gru'> | DescriptionOf<'simpleRnn'>;

/** A recurrent layer that goes along the sequence in both directions. */
export interface BidirectionalDescription extends Named {
  readonly layer: 'bidirectional';
  readonly of: RecurrentDescription;
  /** How the two directions are put together: 'concat' unless given. */
  readonly mergeMode?: TypeOf<typeof mergeMode>;
}

/** A layer that works on each step of a sequence alike. */
export interface TimeDistributedDescription extends Named {
  readonly layer: 'timeDistributed';
  readonly of: Exclude<SimpleDescription, RecurrentDescription | DescriptionOf<'output'>>;
}

type SimpleDescription = { [K in keyof Fields]: DescriptionOf<K> }[keyof Fields];

/**
 * A layer as data: `{ layer: 'dense', units: 64, activation: 'relu' }`. A list of these describes a network that can be
 * cloned, searched, sent and saved. The properties are those of Keras in camelCase; where one is left out Keras's
 * default holds. `{ layer: 'output' }`, which can only be the last, describes the layer that gives the predictions;
 * its size is known from the task, and it is added where it is not described.
 */
export type LayerDescription = SimpleDescription | BidirectionalDescription | TimeDistributedDescription;

/** The name of a layer in a description. */
export type LayerKind = LayerDescription['layer'];
