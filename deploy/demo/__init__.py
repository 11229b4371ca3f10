"""The main job from end to end, driven over HTTP the way a client would."""
