"""Calls that leave the process: HTTP clients, SDKs, mail, subprocesses, brokers, database servers."""

import ast
from collections.abc import Iterator

from archwright.kit.syntax import dotted
from archwright.kit.words import words
from archwright.model.facts import OutsideCall
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.scopes import Scope

_LIBRARIES = words(
    """
    requests httpx aiohttp urllib3 urllib2 httplib2 openai anthropic cohere stripe paypalrestsdk braintree boto3
    botocore smtplib imaplib poplib ftplib telnetlib flask_mail flask_mailman sendgrid mailgun subprocess redis
    flask_redis rq celery pymongo flask_pymongo motor mongoengine flask_mongoengine twilio linebot vonage pusher
    telegram telebot slack_sdk slackclient discord tweepy praw spotipy googleapiclient googletrans gspread
    firebase_admin pyrebase elasticsearch opensearchpy kafka pika paho nats confluent_kafka paramiko fabric socket
    psycopg2 psycopg asyncpg pymysql MySQLdb mysql flask_mysqldb flaskext.mysql pyodbc cx_Oracle oracledb mariadb
    ibm_db cassandra neo4j couchdb influxdb memcache pymemcache kubernetes docker ldap ldap3 wikipedia yfinance
    newsapi geopy pytube youtube_dl yt_dlp selenium webdriver supabase minio azure algoliasearch hvac consul
    cloudinary pywhatkit pyttsx3 speech_recognition netmiko
    """
)
_DOTTED = {
    "urllib.request": "urllib.request",
    "urllib.urlopen": "urllib",
    "http.client": "http.client",
    "xmlrpc.client": "xmlrpc.client",
    "os.system": "os",
    "os.popen": "os",
    "google.cloud": "google.cloud",
    "google.generativeai": "google.generativeai",
    "google.genai": "google.genai",
}
_CONSTRUCTED = frozenset({"Message", "Attachment"})
EXAMPLES = (
    Example(
        "import requests, os\nfrom openai import OpenAI\nclient = OpenAI()\n"
        "def ask():\n    requests.get('https://x')\n    client.chat.completions.create(model='m')\n"
        "    os.system('ls')\n",
        (
            "outside_calls: openai: openai.OpenAI",
            "outside_calls: requests: requests.get",
            "outside_calls: openai: client.chat.completions.create",
            "outside_calls: os: os.system",
        ),
    ),
    Example(
        "from flask_mail import Mail, Message\nmail = Mail()\ndef send():\n    mail.send(Message('hi'))\n",
        ("outside_calls: flask_mail: flask_mail.Mail", "outside_calls: flask_mail: mail.send"),
    ),
)


def read(module: Module) -> Iterator[OutsideCall]:
    """Calls into such a library, and calls on what such a call made."""
    if not any(_library(name) or name == "os" for name in module.imports.modules):
        return
    shared = _clients(module, module.scopes[0], {})
    for scope in module.scopes:
        clients = _clients(module, scope, shared)
        for call in scope.of(ast.Call):
            written = dotted(call.func)
            origin = module.origin(written)
            library = _library(origin) or clients.get(written.partition(".")[0] if "." in written else "", "")
            if library and origin.rpartition(".")[2] not in _CONSTRUCTED and "xception" not in origin:
                yield OutsideCall(library, origin, module.place(call))


def _library(origin: str) -> str:
    head = origin.partition(".")[0]
    if head in _LIBRARIES:
        return head
    return next(
        (library for prefix, library in _DOTTED.items() if origin == prefix or origin.startswith(prefix + ".")), ""
    )


def _clients(module: Module, scope: Scope, known: dict[str, str]) -> dict[str, str]:
    """Variables that hold something such a library made, and the library."""
    found = dict(known)
    for assign in scope.of(ast.Assign):
        if isinstance(assign.value, ast.Call):
            written = dotted(assign.value.func)
            library = _library(module.origin(written)) or (
                found.get(written.partition(".")[0], "") if "." in written else ""
            )
            if library and not _is_plain(written):
                found.update(
                    {name: library for target in assign.targets if (name := dotted(target)) and "." not in name}
                )
    return found


def _is_plain(written: str) -> bool:
    """`r = requests.get(...)`: what comes back is data, calls on it stay inside."""
    return written.rpartition(".")[2] in words(
        "get post put delete patch request head run call check_output json text read"
    )
