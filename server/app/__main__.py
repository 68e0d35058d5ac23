"""Makes `python -m server.app` run the server."""

import sys

from server.app.main import main

if __name__ == "__main__":
    sys.exit(main())
