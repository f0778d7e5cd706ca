"""Register: what happens in the operations. These functions are yours; they are written once."""

from sqlalchemy.exc import IntegrityError

from app.core.errors import Unusable
from app.schemas.register_operations import RegisterInput, RegisterOutput
from app.services.work import Work


async def register(work: Work, data: RegisterInput) -> RegisterOutput:
    """Register.

    Raises Unusable (app.core.errors).
    """
    values = data.model_dump(exclude={"password"})
    try:
        user = await work.accounts.register(values, data.password)
    except IntegrityError as error:
        raise Unusable from error
    return RegisterOutput(message="Registration successful", user_id=user["id"])
