"""Passwords, kept as argon2id hashes."""

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

MEMORY_PER_COST = 16 * 1024  # KiB


def hash_password(plain: str, cost: int) -> str:
    """The argon2id hash of a password; `cost` passes, each with 16 MiB of memory per unit of cost."""
    return PasswordHasher(time_cost=cost, memory_cost=cost * MEMORY_PER_COST, parallelism=1).hash(plain)


def verify(plain: str, password_hash: str) -> bool:
    """Whether the password is the one that was hashed."""
    try:
        return PasswordHasher().verify(password_hash, plain)
    except (Argon2Error, InvalidHashError):
        return False
