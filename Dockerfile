FROM python:3.13-slim AS build
WORKDIR /source
COPY . .
RUN python -m venv --without-pip /opt/rivergrad \
 && pip --python /opt/rivergrad/bin/python install --no-cache-dir .

FROM python:3.13-slim
COPY --from=build /opt/rivergrad /opt/rivergrad
RUN useradd --system --no-create-home rivergrad
USER rivergrad
# glibc keeps the pages of freed arrays instead of asking the kernel for new ones at every request.
ENV PATH=/opt/rivergrad/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MALLOC_TRIM_THRESHOLD_=268435456 \
    MALLOC_MMAP_THRESHOLD_=33554432
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/api/health', timeout=2)"]
CMD ["rivergrad", "serve", "--host", "0.0.0.0", "--port", "8000"]
