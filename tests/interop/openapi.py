"""An OpenAPI 3.1 document judged by PyPI's openapi-spec-validator.

Standard input: the document. Standard output: {"valid": true} or {"valid": false, "why"}, a list.
"""

import json
import sys

from openapi_spec_validator import OpenAPIV31SpecValidator

document = json.load(sys.stdin)
why = [] if document["openapi"].startswith("3.1.") else ["not OpenAPI 3.1"]
for fault in OpenAPIV31SpecValidator(document).iter_errors():
    why.append(f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}")
print(json.dumps({"valid": not why} | ({"why": why} if why else {})))
