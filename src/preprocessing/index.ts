export { LabelEncoder } from './label-encoder.js';
export { MinMaxScaler, type MinMaxScalerParams } from './min-max-scaler.js';
export { OneHotEncoder, type OneHotEncoderParams } from './one-hot-encoder.js';
export { OrdinalEncoder, type OrdinalEncoderParams } from './ordinal-encoder.js';
export { PolynomialFeatures, type PolynomialFeaturesParams } from './polynomial-features.js';
export { StandardScaler, type StandardScalerParams } from './standard-scaler.js';
