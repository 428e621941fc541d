"""Uploaded pictures in a bucket of a real S3-compatible server, given to readers by the site itself."""

from io import BytesIO
from urllib.request import Request, urlopen

import boto3
import pytest
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer
from PIL import Image as Picture

from content.forgetting import delete_files
from content.models import Image
from cooperation.circuit import Circuit
from cooperation.environment import media_store
from cooperation.views import machines
from tests import factories
from tests.forms import Form
from tests.test_pictures import IMAGE
from tests.uploads import png, upload

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
ADD = "/admin/content/image/add/"


@pytest.fixture
def bucket(settings, monkeypatch):
    """A bucket of a server, which can be stopped, and where the site keeps its pictures."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    keys = {"aws_access_key_id": "me", "aws_secret_access_key": "hu/sh"}
    urlopen(Request(f"{address}/moto-api/reset", method="POST")).close()  # its state is that of the process
    client = boto3.client("s3", endpoint_url=address, region_name="eu-west-1", **keys)
    client.create_bucket(Bucket="pictures", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    options = media_store(f"s3://me:hu%2Fsh@pictures?endpoint={address}&region=eu-west-1")
    store = {"BACKEND": "cooperation.media_store.MediaStore", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": store}
    monkeypatch.setattr(machines, "_pictures", Circuit("", ConnectionError))
    client.server = server
    yield client
    server.stop()


def names(bucket):
    return {each["Key"] for each in bucket.list_objects_v2(Bucket="pictures").get("Contents", [])}


def test_a_picture_is_kept_in_the_bucket_and_given_at_the_address_of_the_site(bucket, writer, client, settings):
    Form(writer, ADD).submit(**IMAGE, file=upload(png(1000, 600)))
    image = Image.objects.get()
    stem = image.file.name.removesuffix(".webp")
    assert names(bucket) == {
        *(f"{stem}{end}.webp" for end in ("", "-480", "-960")),
        *(f"{stem}{end}.avif" for end in ("", "-480", "-960")),
    }
    assert not settings.MEDIA_ROOT.exists()
    entry = image.entry()
    for path, width in ((entry["url"], 1000), (entry["renditions"]["480"], 480)):
        assert path.startswith("/media/images/")
        response = client.get(path)
        assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
        assert "immutable" in response["Cache-Control"]
        assert Picture.open(BytesIO(response.getvalue())).width == width
        assert client.get(path, headers={"if-none-match": response["ETag"]}).status_code == 304
    odd = ("/media/images/%2e%2e/%2e%2e/x.py", "/media/images/x%00.png", "/media/images/%ff%fe.png")
    for path in ("/media/images/", f"{entry['url']}x", f"/media/{'a' * 2000}", *odd):
        assert client.get(path).status_code == 404, path


def test_what_has_to_go_by_law_goes_from_the_bucket(bucket):
    image = factories.image()
    delete_files(image.file.url)
    assert names(bucket) == set()
    assert not default_storage.exists(image.file.name)


def test_while_the_store_is_away_readers_read_on_and_an_editor_keeps_what_was_typed(bucket, writer, client):
    image = factories.image()
    page = factories.organisation(image=image)
    factories.published(page)
    bucket.server.stop()
    response = client.get(image.file.url)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "no-store" in response["Cache-Control"]
    assert client.get(page.path("nl")).status_code == 200
    writer.defaults["HTTP_ORIGIN"] = "http://testserver"
    answer = Form(writer, ADD).submit(**IMAGE, file=upload(png(1000, 600)))
    assert answer.status_code == 503
    assert "the store of pictures does not answer" in answer.content.decode()
    assert IMAGE["alt_nl"] in answer.content.decode()
    assert Image.objects.count() == 1
