"""The rules of complaints: plain values in, decisions out."""
