"""An OpenAPI document: schemas become entities, paths their actions or operations, conventions policies."""

import json

import pytest
from taking import Take, lines_of, reasons

from archwright.kit.errors import ArchwrightError

BLOG = """\
openapi: 3.1.0
info: {title: Blog API, version: '1'}
servers: [{url: 'https://blog.example.com/api'}]
paths:
  /posts:
    get:
      parameters:
        - {name: status, in: query, schema: {type: string}}
        - {name: offset, in: query, schema: {type: integer}}
        - {name: limit, in: query, schema: {type: integer, default: 25, maximum: 50}}
      responses:
        '200':
          content:
            application/json:
              schema:
                type: object
                properties:
                  posts: {type: array, items: {$ref: '#/components/schemas/Post'}}
                  postsCount: {type: integer}
    post:
      security: [{Token: []}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/PostBody'}}}}
      responses:
        '201': {$ref: '#/components/responses/One'}
        '422': {$ref: '#/components/responses/Bad'}
  /posts/{slug}:
    get: {responses: {'200': {$ref: '#/components/responses/One'}}}
    put:
      security: [{Token: []}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/UpdatePost'}}}}
      responses: {'200': {$ref: '#/components/responses/One'}, '403': {description: no}}
    delete: {security: [{Token: []}], responses: {'200': {description: gone}}}
  /posts/{slug}/publish:
    post:
      operationId: publishPost
      security: [{Token: []}]
      responses: {'200': {$ref: '#/components/responses/One'}, '409': {description: it is published}}
      callbacks: {done: {}}
  /users/login:
    post:
      operationId: login
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [email, password]
              properties: {email: {type: string}, password: {type: string, format: password}}
      responses: {'200': {content: {application/json: {schema: {type: object, properties: {token: {type: string}}}}}}}
components:
  securitySchemes:
    Token: {type: apiKey, in: header, name: Authorization, description: 'Sent as: Authorization: Token abc'}
  responses:
    One:
      content: {application/json: {schema: {type: object, properties: {post: {$ref: '#/components/schemas/Post'}}}}}
    Bad:
      content:
        application/json:
          schema:
            type: object
            properties: {errors: {type: object, additionalProperties: {type: array, items: {type: string}}}}
  schemas:
    Post:
      type: object
      required: [slug, title, status, createdAt, updatedAt, isLiked, author]
      properties:
        id: {type: integer}
        slug: {type: string}
        title: {type: string, minLength: 1, maxLength: 120}
        status: {type: string, enum: [draft, live], default: draft}
        rating: {type: [number, 'null'], minimum: 0, exclusiveMaximum: 5}
        isLiked: {type: boolean}
        createdAt: {type: string, format: date-time}
        updatedAt: {type: string, format: date-time}
        author: {$ref: '#/components/schemas/Author'}
    PostBody: {type: object, properties: {post: {$ref: '#/components/schemas/NewPost'}}}
    NewPost:
      type: object
      required: [title]
      properties: {title: {type: string}, status: {type: string}, rating: {type: number}}
    UpdatePost: {type: object, properties: {title: {type: string}, rating: {type: number}}}
    Author: {type: object, required: [id, name], properties: {id: {type: integer}, name: {type: string}}}
"""


def test_schemas_of_one_thing_become_one_entity(take: Take) -> None:
    post = take("blog.yaml", BLOG).blueprint.entity("Post")
    found = lines_of(post)
    assert found["title"] == "str(1..120)"
    assert found["status"] == "enum(draft, live) = draft, fixed"
    assert found["rating"] == "float(0..)? < 5" or found["rating"] == "float? >= 0 < 5"
    assert found["slug"] == "str, unique, fixed"
    assert found["is_liked"] == "bool, computed"
    assert found["author"] == "Author?, readonly"
    assert "id" not in found
    assert post.timestamps
    assert post.external_key == "slug"


def test_paths_become_actions_with_their_access(take: Take) -> None:
    blueprint = take("blog.yaml", BLOG).blueprint
    post = blueprint.entity("Post")
    assert post.actions == ("list", "create", "read", "update", "delete")
    assert post.put
    assert post.access_of("read").public
    assert post.access_of("create").anyone_of == ("user",)
    assert (post.listing.filter, post.listing.page, post.listing.max_page) == (("status",), 25, 50)


def test_other_calls_become_operations(take: Take) -> None:
    operations = {each.name: each for each in take("blog.yaml", BLOG).blueprint.operations}
    publish = operations["publish_post"]
    assert (publish.method, publish.path) == ("POST", "/posts/{post}/publish")
    assert [(each.name, each.target) for each in publish.output.relations] == [("post", "PostView")]
    assert [(each.code, each.status) for each in publish.errors] == [("conflict", 409)]
    assert [each.name for each in operations["login"].input.fields] == ["email", "password"]
    assert operations["login"].access.public


def test_conventions_become_policies(take: Take) -> None:
    blueprint = take("blog.yaml", BLOG).blueprint
    wire = blueprint.wire
    assert (wire.prefix, wire.case, wire.wrap, wire.lists, wire.pages) == ("/api", "camel", True, "named", "offset")
    assert (wire.errors, wire.invalid, wire.delete, wire.ids) == ("fields", 422, 200, "uuid")
    assert blueprint.auth
    assert blueprint.auth.scheme == "Token"


def test_what_is_left_behind_is_told_with_its_line(take: Take) -> None:
    told = reasons(take("blog.yaml", BLOG))
    assert "blog.yaml:34 POST /posts/{slug}/publish: callbacks are not part of a blueprint" in told
    assert "PUT /posts/{slug}: PATCH is there as well" in told


def test_json_says_the_same_as_yaml(take: Take) -> None:
    from ruamel.yaml import YAML

    text = json.dumps(YAML(typ="safe").load(BLOG), indent=1)
    assert take("blog.json", text).blueprint == take("blog.yaml", BLOG).blueprint


def test_an_unknown_parameter_makes_a_list_an_operation(take: Take) -> None:
    text = BLOG.replace("{name: status, in: query", "{name: likedBy, in: query")
    blueprint = take("blog.yaml", text).blueprint
    assert "list" not in blueprint.entity("Post").actions
    listing = next(each for each in blueprint.operations if each.path == "/posts")
    assert [each.name for each in listing.query] == ["liked_by", "offset", "limit"]
    assert [(each.name, each.many) for each in listing.output.relations] == [("posts", True)]
    assert [each.name for each in listing.output.fields] == ["posts_count"]


def test_references_in_a_circle_and_to_other_files_are_no_trouble(take: Take) -> None:
    more = "boss: {$ref: '#/components/schemas/Author'}, file: {$ref: 'other.yaml#/X'}, "
    text = BLOG.replace("properties: {id: {type: integer}, name", "properties: {id: {type: integer}, " + more + "name")
    intake = take("blog.yaml", text)
    assert "other.yaml#/X" in reasons(intake)
    assert lines_of(intake.blueprint.entity("Author"))["boss"] == "Author?"


@pytest.mark.parametrize(
    ("text", "said", "where"),
    [
        ("openapi: 3.0.0\npaths: {a: [}\n", "This is not YAML", "x.yaml:2"),
        ('{"openapi": "3.0.0",\n "paths": }', "This is not JSON", "x.yaml:2"),
        ("swagger: '2.0'\n", "Swagger 2.0", "x.yaml"),
        ("a: 1\n", "no OpenAPI 3 document", "x.yaml"),
        ("- 1\n", "no OpenAPI document", "x.yaml:1"),
    ],
)
def test_what_cannot_be_read_is_an_error(take: Take, text: str, said: str, where: str) -> None:
    with pytest.raises(ArchwrightError, match=said) as raised:
        take("x.yaml", text)
    assert raised.value.where == where


def test_parts_of_another_shape_are_passed_over(take: Take) -> None:
    strange = {
        "openapi": "3.0.0",
        "info": 5,
        "servers": [5],
        "security": "x",
        "paths": {
            "/x": {
                "get": {"parameters": [1, {"name": 2, "in": "query"}], "responses": {"200": {"content": 1}}},
                "put": None,
            },
            "/{a}/{b}/{a}": {"get": {"responses": {"200": {"$ref": "#/components/schemas/L"}}}},
            "/y": None,
        },
        "components": {
            "schemas": {
                "L": {"$ref": "#/components/schemas/L"},
                "M": 5,
                "N": {"allOf": [{"$ref": "#/components/schemas/N"}], "properties": {"a": 1, "b": {"minimum": "x"}}},
            },
            "securitySchemes": {"a": {"type": "oauth2"}, "b": 5},
        },
    }
    assert take("x.json", json.dumps(strange)).blueprint.operations


def test_a_row_below_another_remembers_which(take: Take) -> None:
    text = BLOG.replace(
        "  /users/login:",
        """\
  /posts/{slug}/comments:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Comment'}}}}
      responses: {'201': {content: {application/json: {schema: {$ref: '#/components/schemas/Comment'}}}}}
  /users/login:""",
    ).replace("  schemas:\n", "  schemas:\n    Comment: {type: object, properties: {body: {type: string}}}\n")
    intake = take("blog.yaml", text)
    assert lines_of(intake.blueprint.entity("Comment"))["post"] == "Post, cascade, readonly"
    assert "a row below another remembers which" in reasons(intake)


OTHERS = """\
openapi: 3.1.0
info: {title: Shop API, version: '1'}
components:
  securitySchemes: {login: {type: openIdConnect, openIdConnectUrl: 'https://id.example.com/.well-known/openid-configuration'}}
paths: {/ping: {get: {responses: {'200': {description: pong}}}}}
"""


def test_tokens_of_somebody_else_are_for_this_backend_until_it_is_said_for_whom(take: Take) -> None:
    intake = take("shop.yaml", OTHERS)

    assert intake.blueprint.auth
    assert [each.audience for each in intake.blueprint.auth.issuers] == ["shop_api"]
    assert any("whom its tokens are for is not said" in gap.reason for gap in intake.gaps)


FILLED = """\
openapi: 3.1.0
info: {title: Tasks, version: '1'}
components:
  schemas:
    Task:
      type: object
      required: [title, code]
      properties: {title: {type: string}, code: {type: string, readOnly: true}}
paths:
  /tasks:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}
      responses: {'201': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}}
"""


def test_what_nobody_could_give_a_value_may_be_empty(take: Take) -> None:
    intake = take("tasks.yaml", FILLED)

    assert lines_of(intake.blueprint.entity("Task"))["code"] == "str?, readonly"
    assert any("what fills it in the source is not known" in gap.reason for gap in intake.gaps)


ODD = """\
openapi: 3.0.3
info: {title: Odds, version: '1'}
paths:
  /files/{path}:
    parameters: [{name: path, in: path, required: true, schema: {type: string}}]
    put:
      requestBody: {content: {application/octet-stream: {schema: {type: string, format: binary}}}}
      responses: {'201': {description: made}, '204': {description: replaced}, '413': {description: too large}}
    get: {responses: {'200': {content: {'*/*': {}, image/png: {}}}, '404': {description: none}}}
  /feeds/{id}.xml:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'200': {content: {application/rss+xml: {schema: {type: string}}}}, '404': {description: none}}
  /notes:
    post:
      requestBody: {content: {text/csv: {schema: {type: string}}}}
      responses: {'201': {content: {text/plain: {schema: {type: string}}}}}
  /go/{code}:
    get:
      parameters:
        - {name: code, in: path, required: true, schema: {type: string}}
        - {name: X-Key, in: header, required: true, schema: {type: string}}
        - {name: session-id, in: cookie, schema: {type: string}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
      responses: {'303': {description: on}, '410': {description: gone}}
  /forms:
    post:
      operationId: sendForm
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, required: [from], properties: {from: {type: string}, userName: {type: string}}}
      responses: {'202': {description: taken}}
  /albums:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              required: [photos]
              properties: {photos: {type: array, items: {type: string, format: binary}}}
      responses:
        '200': {content: {text/html: {}, application/zip: {}}}
  /moves:
    post:
      requestBody:
        content:
          application/json:
            schema: {type: array, items: {type: object, required: [amount], properties: {amount: {type: number}}}}
      responses:
        '200':
          content:
            application/json:
              schema:
                type: object
                properties:
                  moved: {type: array, items: {type: object, properties: {amount: {type: number}}}}
                  total_count: {type: integer}
            text/html: {}
    delete:
      requestBody:
        content: {application/json: {schema: {type: object, required: [key], properties: {key: {type: string}}}}}
      responses: {'204': {description: gone}}
  /preview:
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {url: {type: string}}}}}}
      responses:
        '200': {content: {application/json: {schema: {type: object, properties: {url: {type: string}}}}}}
"""


def test_what_no_entity_says_is_said_by_operations(take: Take) -> None:
    blueprint = take("odd.yaml", ODD).blueprint
    found = {each.name: each for each in blueprint.operations}
    assert blueprint.entities == ()
    assert {name: each.path for name, each in found.items()} == {
        "put_files": "/files/{path:path}", "get_files": "/files/{path:path}", "get_feeds": "/feeds/{id:int}.xml",
        "post_notes": "/notes", "get_go": "/go/{code:str}", "send_form": "/forms", "post_albums": "/albums",
        "post_moves": "/moves", "delete_moves": "/moves", "post_preview": "/preview",
    }  # fmt: skip
    said = {name: (each.input.kind, each.output.kind, each.output.other) for name, each in found.items()}
    assert said["put_files"] == ("file", "", "")
    assert said["get_feeds"] == ("", "file", "")
    assert said["post_notes"] == ("text", "text", "")
    assert said["post_albums"] == ("", "html", "file")
    assert [(each.code, each.status) for each in found["get_go"].errors] == [("gone", 410)]
    assert {name: each.status for name, each in found.items() if each.status not in (200, 204)} == {
        "put_files": 201, "post_notes": 201, "get_go": 303, "send_form": 202
    }  # fmt: skip


def test_what_is_sent_beside_and_within_is_all_there(take: Take) -> None:
    blueprint = take("odd.yaml", ODD).blueprint
    found = {each.name: each for each in blueprint.operations}
    go, form = found["get_go"], found["send_form"]
    assert [each.name for each in go.headers] == ["x_key"]
    assert [(each.name, each.sent_as) for each in go.cookies] == [("session_id", "session-id")]
    assert [(each.name, each.many, each.optional) for each in go.query] == [("tags", True, True)]
    assert form.form
    assert [(each.name, each.sent_as) for each in form.input.fields] == [
        ("from_value", "from"), ("user_name", "")
    ]  # fmt: skip
    assert [(each.type, each.many) for each in found["post_albums"].input.fields] == [("file", True)]
    shapes = {each.name: each for each in blueprint.shapes}
    moves = found["post_moves"]
    assert moves.input.many
    assert [each.type for each in shapes[moves.input.entity].fields] == ["float"]
    assert [each.name for each in shapes[moves.output.entity].relations] == ["moved"]
    assert [(each.name, each.sent_as) for each in shapes[moves.output.entity].fields] == [
        ("total_count", "total_count")
    ]
    assert moves.output.other == "html"
    assert [each.name for each in moves.headers] == ["accept"]
    assert [each.name for each in found["delete_moves"].input.fields] == ["key"]


def test_a_login_of_its_own_has_no_other_beside_it(take: Take) -> None:
    text = BLOG.replace("{type: apiKey, in: header, name: Authorization,", "{type: apiKey, in: cookie, name: sid,")
    auth = take("blog.yaml", text).blueprint.auth
    assert auth
    assert (auth.routes, auth.cookie, auth.sessions, auth.passwords) == (False, "sid", False, True)
