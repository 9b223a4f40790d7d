### The page for developers at /api/docs, around what the OpenAPI document says itself.

api-title = For developers
api-document = The same as an OpenAPI 3.1 document
api-base = All addresses start with { $base }.
api-contents = On this page
api-needs = You send
api-in-path = in the address
api-in-query = after the question mark
api-required = needed
api-optional = may be left out
api-example = Example
api-answers = You get
api-shapes = Data
api-faults = Errors
api-faults-lead = Each error is an RFC 9457 problem. Its type leads to one of these.
