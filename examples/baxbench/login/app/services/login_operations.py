"""Login: what happens in the operations. These functions are yours; they are written once."""

from app.core.errors import WrongLogin
from app.schemas.login_operations import LoginInput, LoginOutput
from app.services.work import Work


async def login(work: Work, data: LoginInput) -> LoginOutput:
    """Login.

    Raises WrongLogin (app.core.errors).
    """
    user = await work.accounts.log_in(data.email, data.password)
    if user is None:
        raise WrongLogin
    return LoginOutput(token=await work.accounts.token(user["id"]), message="Login successful")
