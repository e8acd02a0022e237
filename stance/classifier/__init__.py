"""The stance of a quote toward a target: features, the trainable classifier, the model folder, explanations.

Scoring imports numpy only; scikit-learn, scipy and pandas are loaded by training (`estimator`, `linear`, `training`).
"""
