import numpy as np
from sklearn.compose import TransformedTargetRegressor
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler

from oracle import save

X, y = load_diabetes(return_X_y=True)
log = TransformedTargetRegressor(Ridge(), func=np.log, inverse_func=np.exp).fit(X, y)
scaled = TransformedTargetRegressor(Ridge(), transformer=StandardScaler()).fit(X, y)
save("compose/transformed-target", {"log": log.predict(X[:20]), "scaled": scaled.predict(X[:20])})
