"""The calls that are known to block, by dotted path: `requests.Session()` is an object of that class."""

import re

_PROCESS = "await asyncio.create_subprocess_exec()"
_HTTP = "an async HTTP client"
_DRIVER = "an async driver"
_SESSION = "an AsyncSession"
_ENGINE = "create_async_engine()"
_THREAD = "await asyncio.to_thread(…)"
_VERBS = "(get|post|put|patch|delete|head|options|request|send)"
_QUERIES = "(execute|executemany|fetchall|fetchone|commit)"
_OF_A_SESSION = "(execute|scalar|scalars|query|commit|flush|get|refresh|merge|rollback)"
_OF_A_CONNECTION = "(execute|scalar|scalars|commit)"

_BLOCKING: tuple[tuple[str, str], ...] = (
    (r"time\.sleep", "await asyncio.sleep()"),
    (rf"requests\.{_VERBS}", _HTTP),
    (rf"requests\.(sessions\.)?(Session|session)\(\)\.{_VERBS}", _HTTP),
    (rf"httpx\.({_VERBS}|stream)", _HTTP),
    (rf"httpx\.Client\(\)\.({_VERBS}|stream)", _HTTP),
    (r"urllib\.request\.(urlopen|urlretrieve)", _HTTP),
    (r"urllib3\.(request|PoolManager\(\)\.(request|urlopen))", _HTTP),
    (r"http\.client\.HTTPS?Connection\(\)\.(request|getresponse|connect)", _HTTP),
    (r"(boto3\.(client|resource)|boto3\.(session\.)?Session\(\)\.(client|resource))\(\)\.[a-z]\w*", _DRIVER),
    (
        r"(smtplib|ftplib|imaplib|poplib)\.[A-Z]\w+\(\)\.(connect|login|quit|sendmail|send_message|starttls|stor\w+|retr\w*)",
        _THREAD,
    ),
    (r"(imaplib\.IMAP4(_SSL)?|poplib\.POP3(_SSL)?)", _THREAD),
    (r"(smtplib\.(SMTP|SMTP_SSL|LMTP)|ftplib\.FTP(_TLS)?)\(host\)", _THREAD),
    (r"paramiko\.(\w+\.)?SSHClient\(\)\.(connect|exec_command|open_sftp)", _THREAD),
    (r"concurrent\.futures\.(Thread|Process)PoolExecutor\(\)\.submit\(\)\.result", "await asyncio.wrap_future()"),
    (r"asyncio\.run_coroutine_threadsafe\(\)\.result", "await on the coroutine"),
)
_FINE_IN_TESTS: tuple[tuple[str, str], ...] = (
    (r"(sqlite3|psycopg2|psycopg|pymysql|MySQLdb)\.connect", _DRIVER),
    (rf"(sqlite3|psycopg2|psycopg|pymysql|MySQLdb)\.connect\(\)(\.cursor\(\))?\.{_QUERIES}", _DRIVER),
    (rf"sqlalchemy\.orm\.(session\.)?(Session|scoped_session|sessionmaker\(\))\(\)\.{_OF_A_SESSION}", _SESSION),
    (rf"sqlalchemy\.orm\.scoped_session\(\)\(\)\.{_OF_A_SESSION}", _SESSION),
    (r"sqlalchemy\.(engine\.)?(create_engine|Engine)\(\)\.(connect|begin|execute|raw_connection)", _ENGINE),
    (rf"sqlalchemy\.(engine\.)?(create_engine|Engine)\(\)\.(connect|begin)\(\)\.{_OF_A_CONNECTION}", _ENGINE),
    (rf"sqlalchemy\.(engine\.)?Connection\(\)\.{_OF_A_CONNECTION}", _ENGINE),
    (r"sqlmodel\.(orm\.session\.)?Session\(\)\.(exec|execute|commit|get|refresh)", _SESSION),
    (r"redis\.(Redis|StrictRedis|from_url)\(\)\.[a-z]\w*", "redis.asyncio"),
    (r"(os|posix)\.(system|popen|wait|waitpid)", _PROCESS),
    (r"subprocess\.(run|call|check_call|check_output|getoutput|getstatusoutput|Popen)", _PROCESS),
    (r"subprocess\.Popen\(\)\.(wait|communicate)", _PROCESS),
    (r"socket\.(create_connection|getaddrinfo|gethostbyname)", "await asyncio.open_connection()"),
    (r"input", "await asyncio.to_thread(input)"),
    (r"threading\.(Event|Condition|Barrier)\(\)\.wait", "that of asyncio"),
    (r"threading\.Thread\(\)\.join", _THREAD),
    (r"queue\.(Queue|SimpleQueue|LifoQueue|PriorityQueue)\(\)\.(get|join)", "asyncio.Queue"),
    (r"(os|posix)\.(listdir|scandir|walk)", _THREAD),
    (r"(io\.)?open", _THREAD),
    (r"pathlib\.(Path|PosixPath)\b.*\)(\.parent)*\.(open|read_text|read_bytes|write_text|write_bytes)", _THREAD),
    (r"(gzip|bz2|lzma|codecs|tarfile|zipfile)\.(open|ZipFile|TarFile)", _THREAD),
    (r"shutil\.(copy|copy2|copyfile|copytree|rmtree|move|make_archive|unpack_archive)", _THREAD),
)
"""What a test may do, as nothing else waits for its loop: ask databases, read files, wait for programs and threads."""
_ALWAYS = tuple((re.compile(f"(?:{pattern})$"), instead) for pattern, instead in _BLOCKING)
_OUTSIDE_TESTS = tuple((re.compile(f"(?:{pattern})$"), instead) for pattern, instead in _FINE_IN_TESTS)


def instead_of(path: str, *, in_test: bool) -> str:
    """Return what async code uses instead of calling the thing at a dotted path, or the empty string when it may.

    A path that ends with `(host)` is that of a class which is told at once where to connect.
    """
    for pattern, instead in _ALWAYS if in_test else (*_ALWAYS, *_OUTSIDE_TESTS):
        if pattern.match(path):
            return instead
    return ""
