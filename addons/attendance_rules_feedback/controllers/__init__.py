from . import (
    feedback,
    survey,
)
