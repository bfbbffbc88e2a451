"""From which size on a window is what; the stylesheets know the same steps as classes."""

from __future__ import annotations

LEAST_WIDTH, LEAST_HEIGHT = 40, 12
"""Below this nothing is shown but a sentence that says so."""

WIDE = 116
"""From this width on, the meters stand beside the text."""

HIGH = 22
"""From this height on, there is room to be generous with lines."""

TALL = 32
"""From this height on, there is room for a picture."""

HORIZONTAL = [(0, "-thin"), (LEAST_WIDTH, "-narrow"), (WIDE, "-wide")]
VERTICAL = [(0, "-flat"), (LEAST_HEIGHT, "-low"), (HIGH, "-high"), (TALL, "-tall")]
