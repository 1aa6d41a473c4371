"""Jiangsu's panel: five departments over three years, from what their budgets print.

The documents of two departments are at hand; those of the other three are typeset from published figures.
"""
