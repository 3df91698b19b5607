"""惠企政策 as it contributes to the whole."""
